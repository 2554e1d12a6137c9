/** Keeps asynchronous work from running more often than it is needed. */

/** Gives a function that runs the work once at a time; calls meanwhile lead to one more run. */
export function oneAtATime(work) {
  let running = null;
  let next = null;
  const run = () => {
    if (!running) {
      running = work().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
  return run;
}

/** Gives a function that calls `work` with the last arguments, once nothing came for a while. */
export function debounced(wait, work) {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), wait);
  };
}
