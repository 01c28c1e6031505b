const LOOK_EVERY_MS = 5;

/** Lets something happen in so many milliseconds, unless it is disposed of before. */
export function after(ms: number, happen: () => void): Disposable {
  const timer = setTimeout(happen, ms);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Lets something happen as soon as something is so, unless it is disposed of before. */
export function asSoonAs(isSo: () => boolean, happen: () => void): Disposable {
  const timer = setInterval(() => {
    if (!isSo()) return;
    clearInterval(timer);
    happen();
  }, LOOK_EVERY_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
