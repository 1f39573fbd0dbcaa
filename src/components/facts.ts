/** A statement of the source notes: one line of `content/facts/<part>/<system>.jsonl`, whose README says what holds. */
export interface Fact {
  /** `<system>-<note>-<number>`. */
  id: string;
  /** The statement, in our own sentence. */
  fact: string;
  /** Where the notes say it: note and line. */
  source: string;
  verdict: 'ok' | 'outdated' | 'wrong' | 'ambiguous';
  /** What AWS does today, where the verdict is not `ok`. */
  correction?: string;
  /** The page and heading that says it; absent where the course does not say it yet. */
  page?: string;
  /** What shows it: an example or a test, and the label of a check or the name of the test. */
  proof?: { file: string; check: string };
  /** A breakage of the model under which the proof fails: `<folder>/<name>` in that folder's breakages.ts. */
  refuted?: string;
  /** Why nothing shows it. */
  unproven?: string;
}
