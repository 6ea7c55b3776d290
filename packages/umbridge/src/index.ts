export type { DeclaredUmBridgeOptions, FullUmBridgeOptions, UmBridgeOptions } from './model/options.ts';
export { umBridgeModel } from './model/um-bridge-model.ts';
