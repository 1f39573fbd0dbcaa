/** What AWS does not tell about Glue, as parameters: `cloud.glue.model`. */
export interface GlueModel {
  /** Seconds until the workers of a run are there; they are not billed. Default 15. */
  startUp: number;
  /**
   * Rows a second that one DPU of a worker with tasks reads or writes: each object is a task, and a DPU has four at a
   * time. It hangs on the reader's code. Default 10,000.
   */
  rowsPerDpu: number;
  /** Seconds of a crawl besides its objects. Default 60. */
  crawl: number;
  /** Seconds of a crawl for each object. Default 0.1. */
  crawlObject: number;
  /** DPUs of a crawler: not found on a page of AWS's documentation. Default 2. */
  crawlerDpus: number;
  /**
   * What share of their columns two schemas must have in common to be those of one table. AWS says "similar"; its
   * staff name 70 % (https://www.repost.aws/questions/QUTvoVRulfRu618WJdZ5BgKw). Default 0.7.
   */
  similarity: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<GlueModel> = {
  startUp: 15,
  rowsPerDpu: 10_000,
  crawl: 60,
  crawlObject: 0.1,
  crawlerDpus: 2,
  similarity: 0.7,
};
