import { create } from "zustand";

/** What is open above the whole window. One at a time. */
type Surface = "palette" | "shortcuts" | "notices" | null;

type Surfaces = { open: Surface; set: (surface: Surface) => void };

export const useSurface = create<Surfaces>()((set) => ({ open: null, set: (open) => set({ open }) }));
