import { describe, expect, it, vi } from 'vitest';
import { Lifecycle } from '../src/lifecycle.js';

function setUp(open: () => Promise<void> = () => Promise.resolve()) {
  const steps = {
    open: vi.fn(open),
    close: vi.fn(async () => undefined),
    closed: () => new Error('closed'),
  };
  return { steps, lifecycle: new Lifecycle(steps) };
}

describe('Lifecycle', () => {
  it('does nothing until it is used, then opens once for all callers', async () => {
    const { steps, lifecycle } = setUp();
    expect(steps.open).not.toHaveBeenCalled();
    await Promise.all([lifecycle.run(async () => 1), lifecycle.open(), lifecycle.run(async () => 2)]);
    expect(steps.open).toHaveBeenCalledTimes(1);
  });

  it('tries again after a failed open', async () => {
    let attempts = 0;
    const { lifecycle } = setUp(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no disk');
    });
    await expect(lifecycle.run(async () => 1)).rejects.toThrow('no disk');
    await expect(lifecycle.run(async () => 1)).resolves.toBe(1);
  });

  it('refuses new work while it closes, and closes only after work in flight', async () => {
    const { steps, lifecycle } = setUp();
    let finish!: () => void;
    const work = lifecycle.run(() => new Promise<void>((resolve) => (finish = resolve)));
    await lifecycle.open();
    const closing = lifecycle.close();
    await expect(lifecycle.run(async () => 1)).rejects.toThrow('closed');
    await expect(lifecycle.open()).rejects.toThrow('closed');
    expect(steps.close).not.toHaveBeenCalled();
    finish();
    await Promise.all([work, closing, lifecycle.close()]);
    expect(steps.close).toHaveBeenCalledTimes(1);
  });

  it('closes without having been opened, and after a failed open, without a step', async () => {
    const { steps, lifecycle } = setUp();
    await lifecycle.close();
    const failing = setUp(async () => Promise.reject(new Error('no disk')));
    await expect(failing.lifecycle.open()).rejects.toThrow('no disk');
    await failing.lifecycle.close();
    expect(steps.close).not.toHaveBeenCalled();
    expect(failing.steps.close).not.toHaveBeenCalled();
  });

  it('waits for an open that is still under way', async () => {
    let finish!: () => void;
    const { steps, lifecycle } = setUp(() => new Promise<void>((resolve) => (finish = resolve)));
    const work = lifecycle.run(async () => 'done');
    const closing = lifecycle.close();
    finish();
    expect(await work).toBe('done');
    await closing;
    expect(steps.close).toHaveBeenCalledTimes(1);
  });
});
