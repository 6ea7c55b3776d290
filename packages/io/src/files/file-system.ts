/**
 * What this package asks of a file system. Everything that is written goes through it, so that a test can put one in its place
 * that forgets what was not synchronised. All errors are those of the system, with their `code`.
 */
export interface FileSystem {
  /** Opens a file: one that exists to read or to write anywhere in it, or a new one, which must not exist. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<OpenFile>;
  /** Makes a directory, which must not exist; its parent must. */
  makeDirectory(path: string): Promise<void>;
  /** Names in a directory. */
  list(path: string): Promise<string[]>;
  /** Gives a file or directory another name; replaces a file, or an empty directory, of that name. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name, which must not be taken. */
  link(from: string, to: string): Promise<void>;
  /** Removes a file. */
  remove(path: string): Promise<void>;
  /** Removes a directory, which must be empty. */
  removeDirectory(path: string): Promise<void>;
  /** Makes a file one that was changed just now, by the clock of the file system, and leaves its contents as they are. */
  touch(path: string): Promise<void>;
  /** When a file was last changed, in milliseconds by the clock of the file system. */
  modified(path: string): Promise<number>;
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): Promise<void>;
}

/** A file that is open. */
export interface OpenFile {
  /** Reads from a place until the target is full or the file ends; gives the number of bytes. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** Writes all bytes to a place. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Length in bytes. */
  size(): Promise<number>;
  /** Cuts the file off, or extends it by zeros. */
  truncate(size: number): Promise<void>;
  /** Makes contents and length durable. */
  sync(): Promise<void>;
  /** Makes contents, and the length that reading them needs, durable. */
  syncData(): Promise<void>;
  /** Closes it. */
  close(): Promise<void>;
}
