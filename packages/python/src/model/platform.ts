import { usageError } from '@epsie/core/checks';

/**
 * Throws on a platform without FIFOs.
 *
 * @param platform as in `process.platform`
 */
export function expectPlatform(platform: string = process.platform): void {
  if (platform !== 'win32') return;
  throw usageError(
    'Expected a platform with named pipes in the file system, which @epsie/python needs, got Windows. Run the program under WSL',
  );
}
