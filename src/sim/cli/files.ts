/** The files of a shell. */
export interface Files {
  /** What a command names: `file://policy.json`. @throws UsageError where there is none */
  read(path: string): string;
  /** The same as bytes: `fileb://function.zip`. @throws UsageError where there is none */
  bytes(path: string): Uint8Array;
  /** Keeps what an answer has for a file. */
  write(path: string, text: string): void;
}
