import { testCatalogue } from "../../testing/catalogues";

testCatalogue(
  import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default", eager: true }),
  import.meta.glob<string>(["../**/*.{ts,tsx}", "!./messages.ts", "!../**/*.test.{ts,tsx}"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);
