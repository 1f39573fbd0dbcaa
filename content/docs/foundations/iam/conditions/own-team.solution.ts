/** The tag of the queue must be that of who calls. Where either has none, nothing equals it. */
export const condition = {
  StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' },
};
