/**
 * The operations of a file system that this package needs. All writes go through it, so that tests can substitute one that loses what was
 * not synced. Errors are those of the system, with their `code`.
 */
export interface FileSystem {
  /** Opens a file: one that exists to read or to write anywhere in it, or a new one, which must not exist. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<OpenFile>;
  /** Creates a directory, which must not exist; its parent must. */
  makeDirectory(path: string): Promise<void>;
  /** Returns the names in a directory. */
  list(path: string): Promise<string[]>;
  /** Renames a file or directory; replaces a file, or an empty directory, of that name. */
  rename(from: string, to: string): Promise<void>;
  /** Creates a hard link to a file, under a path that must not exist. */
  link(from: string, to: string): Promise<void>;
  /** Removes a file. */
  remove(path: string): Promise<void>;
  /** Removes a directory, which must be empty. */
  removeDirectory(path: string): Promise<void>;
  /** Sets the modification time of a file to now, by the clock of the file system. */
  touch(path: string): Promise<void>;
  /** Returns the modification time of a file, in milliseconds by the clock of the file system. */
  modified(path: string): Promise<number>;
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): Promise<void>;
}

/** An open file. */
export interface OpenFile {
  /** Reads from an offset until the target is full or the file ends; returns the number of bytes. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** Writes all bytes at an offset. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Returns the length in bytes. */
  size(): Promise<number>;
  /** Truncates the file, or extends it with zeros. */
  truncate(size: number): Promise<void>;
  /** Makes contents and length durable. */
  sync(): Promise<void>;
  /** Makes contents durable, with the length needed to read them. */
  syncData(): Promise<void>;
  /** Closes it. */
  close(): Promise<void>;
}
