import type { ModuleAddresses } from '../protocol/messages.ts';

/** The modules that the program of a worker needs. */
export type Modules = {
  readonly core: typeof import('@epsie/core');
  readonly poolKit: typeof import('@epsie/core/pool-kit');
};

/**
 * Imports the modules that the program needs: by their addresses, or by name where the page could not resolve them.
 *
 * @throws whatever the import throws
 */
export async function loadModules(addresses: ModuleAddresses | undefined): Promise<Modules> {
  if (addresses === undefined) {
    const [core, poolKit] = await Promise.all([import('@epsie/core'), import('@epsie/core/pool-kit')]);
    return { core, poolKit };
  }
  const [core, poolKit] = await Promise.all([
    import(/* @vite-ignore */ /* webpackIgnore: true */ addresses.core),
    import(/* @vite-ignore */ /* webpackIgnore: true */ addresses.poolKit),
  ]);
  return { core, poolKit } as Modules;
}
