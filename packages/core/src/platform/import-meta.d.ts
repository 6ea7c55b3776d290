/** Metadata that every platform has about a module, declared here since this package depends on no platform's types. */
interface ImportMeta {
  /** URL of the module. */
  readonly url: string;
}
