/** When may an instance be launched? It must carry the tag team, with the value red, and no other tags than team and stage. */
export const condition = {
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] },
};
