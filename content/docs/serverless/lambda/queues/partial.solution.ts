interface Record {
  messageId: string;
  body: string;
}

/** Books an order. Some orders can't be booked: then it throws. */
type Book = (order: string) => Promise<void>;

/** The code of a function that a queue calls with batches. The mapping has ReportBatchItemFailures. */
export const code =
  (book: Book) => () => async (event: { Records: Record[] }) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of event.Records) {
      try {
        await book(body);
      } catch {
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
