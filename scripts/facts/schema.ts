import type { Fact } from '../../src/components/facts.ts';

const VERDICTS = ['ok', 'outdated', 'wrong', 'ambiguous'] satisfies Fact['verdict'][];
const FIELDS = ['id', 'fact', 'source', 'verdict', 'correction', 'page', 'proof', 'refuted', 'unproven'];

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** What a line of the ledger has against the schema of `content/facts/README.md`, in sentences; none if it fits. */
export function objections(value: unknown, system: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return ['The line is not a JSON object.'];
  }
  const entry = value as Record<string, unknown>;
  const { id, fact, source, verdict, correction, page, proof, refuted, unproven } = entry;
  if (!isText(id)) return ['The fact has no `id`.'];
  const found: string[] = [];
  const must = (ok: boolean, message: string) => ok || found.push(`${id}: ${message}`);

  for (const name of Object.keys(entry)) must(FIELDS.includes(name), `there is no field \`${name}\`.`);
  const [, owner] = /^([a-z0-9-]+)-\d+-\d+$/.exec(id) ?? [];
  must(owner === system, `the \`id\` is not ${system}-<note>-<number>.`);
  must(isText(fact), '`fact` must state something.');
  must(
    typeof source === 'string' && /^notes-\d{3}:\d+$/.test(source),
    '`source` must be a note and its line, as notes-004:812.',
  );
  must(VERDICTS.includes(verdict as Fact['verdict']), `\`verdict\` must be one of ${VERDICTS.join(', ')}.`);
  if (verdict === 'ok') must(!isText(correction), 'a verdict of ok has no `correction`.');
  else must(isText(correction), `a verdict of ${String(verdict)} needs a \`correction\`.`);

  if (page === undefined) {
    must(proof === undefined && unproven === undefined, 'it has no `page`, so no `proof` and no `unproven`.');
    must(refuted === undefined, 'it has no `page`, so nothing to be `refuted`.');
    return found;
  }
  must(
    typeof page === 'string' && /^[^#\s/][^#\s]*[^#\s/]#[^#\s]+$/.test(page),
    '`page` must be a page and a heading in it, as messaging/sqs/queue#a-heading (#_top for its beginning).',
  );
  must(
    (proof === undefined) !== (unproven === undefined),
    'what a `page` says needs a `proof`, or a reason why it is `unproven`: one of the two.',
  );
  if (proof !== undefined) {
    const { file, check } = (proof ?? {}) as Record<string, unknown>;
    must(isText(file) && isText(check), '`proof` must name a `file` and a `check` in it.');
  }
  if (refuted !== undefined) {
    must(proof !== undefined, 'it has no `proof` that a breakage could have `refuted`.');
    must(
      typeof refuted === 'string' && /^[a-z0-9]+\/\S/.test(refuted),
      '`refuted` must name a breakage, as sqs/hides nothing.',
    );
  }
  if (unproven !== undefined) {
    must(
      typeof unproven === 'string' && /^(not simulable: |awaits )\S/.test(unproven),
      '`unproven` must be `not simulable: <why>` or `awaits <what>`.',
    );
  }
  return found;
}
