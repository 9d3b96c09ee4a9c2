import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { startsTogether } from "./scripts/startsTogether.ts";

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
    // One file is asked for sooner than many.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: ["index.html", "ring.html"],
      output: {
        codeSplitting: { groups: [{ debugName: "start", name: startsTogether("src/ring/main.tsx", "src/main.tsx") }] },
      },
    },
  },
  server: { port: 5173, strictPort: true },
  preview: { port: 4173, strictPort: true },
});
