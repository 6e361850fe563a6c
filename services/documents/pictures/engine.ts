import type * as Native from '@takumi-rs/core';

/** What is used of the renderer; the native one and the one in WebAssembly draw the same bytes. */
export type Engine = Pick<typeof Native, 'Renderer' | 'setGlyphCacheMaxBytes'>;

/**
 * The native renderer, or, on a machine for which there is no binary (LoongArch, an old C library), the same in
 * WebAssembly: three to four times slower, nothing else. Throws when neither can be loaded.
 */
export async function loadEngine(native: () => Promise<Engine> = () => import('@takumi-rs/core')): Promise<Engine> {
  try {
    return await native();
  } catch (error) {
    process.emitWarning(
      `pictures are drawn by WebAssembly, slower: the native renderer cannot be loaded (${reason(error)})`,
    );
    return (await import('@takumi-rs/wasm/node')) as unknown as Engine;
  }
}

const reason = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
