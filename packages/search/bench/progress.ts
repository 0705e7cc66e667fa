/** Tells the terminal how far something is, every two seconds at most, and nothing about what is done sooner. */
export function progressOf(title: string, total: number): (done: number) => void {
  const start = performance.now();
  let next = start + 2_000;
  let told = 0;
  return (done) => {
    const now = performance.now();
    if (done === told || (done < total ? now < next : told === 0)) return;
    told = done;
    next = now + 2_000;
    const seconds = ((now - start) / 1_000).toFixed(0);
    console.error(`${title}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}, ${seconds} s`);
  };
}
