import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// A build of its own: the desktop app does not carry the customers' pages, nor they the app.
export default defineConfig({
  base: "./",
  plugins: [react({ compiler: true })],
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    target: "es2022",
    outDir: "dist-portal",
    // The server hands files out by their name alone.
    assetsDir: "",
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: { input: "portal.html" },
  },
});
