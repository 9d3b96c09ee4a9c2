// The whole app at once, so that no scene is looked at while a part of it is still being fetched.
import.meta.glob(["../app/*.tsx", "../features/**/*.tsx", "!**/*.test.tsx"], { eager: true });

export { answers, App } from "../app/App";
