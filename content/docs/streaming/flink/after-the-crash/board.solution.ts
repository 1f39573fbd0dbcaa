/** What a window gives: the points of a team in a minute. */
export interface Score {
  readonly team: string;
  readonly minute: number;
  readonly points: number;
}

/**
 * Writes a score into the table behind the board. The sink is at least once:
 * after a failure it may write the same score again. The board shows the sum
 * of all rows whose name begins with the team.
 */
export function write(rows: Map<string, number>, score: Score): void {
  rows.set(`${score.team} ${score.minute}`, score.points);
}
