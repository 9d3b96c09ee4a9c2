import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [react({ compiler: true })],
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    target: "es2022",
    // WebKitGTK and WebView2 read these files from disk; inlined fonts would only delay the first paint.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: { input: ["index.html", "ring.html"] },
  },
  server: { port: 5173, strictPort: true },
  preview: { port: 4173, strictPort: true },
});
