interface Record {
  messageId: string;
  body: string;
}

/** Books an order. Some orders can't be booked: then it throws. */
type Book = (order: string) => Promise<void>;

/** The code of a function that a queue calls with batches. The mapping has ReportBatchItemFailures. */
export const code =
  (book: Book) => () => async (event: { Records: Record[] }) => {
    for (const { body } of event.Records) await book(body);
  };
