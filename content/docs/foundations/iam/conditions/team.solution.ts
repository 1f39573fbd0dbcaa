/** The tag must be there, with its value, and no other tags than these. */
export const condition = {
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] },
  StringEquals: { 'aws:RequestTag/team': 'red' },
};
