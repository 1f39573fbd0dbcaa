/** When may a message be received? When the queue is of the caller's own team, whichever that is. */
export const condition = {
  StringEquals: { 'aws:ResourceTag/team': 'red' },
};
