/** The time in steps: everything that reads it changes together, and it stands still while nobody reads. */
export function ticker(step: number) {
  let now = Date.now();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick() {
    now = Date.now();
    for (const listener of listeners) listener();
  }

  return {
    now: () => now,
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        tick();
        timer = setInterval(tick, step);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
}
