/** Bytes as clients of the SDK hand out what they stream: a web stream, as in a browser, with three ways to have it all. */
export interface StreamBody extends ReadableStream<Uint8Array> {
  transformToByteArray(): Promise<Uint8Array>;
  /** @param encoding 'utf-8' if left out */
  transformToString(encoding?: string): Promise<string>;
  transformToWebStream(): ReadableStream<Uint8Array>;
}

/** A body of these bytes, which can be had once. */
export function streamBody(bytes: Uint8Array): StreamBody {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
  let had = false;
  const once = <T>(value: T): T => {
    if (had) throw new Error('The stream has already been transformed.');
    had = true;
    return value;
  };
  return Object.assign(stream, {
    transformToByteArray: async () => once(bytes),
    transformToString: async (encoding = 'utf-8') => new TextDecoder(encoding).decode(once(bytes)),
    transformToWebStream: () => once(stream),
  });
}
