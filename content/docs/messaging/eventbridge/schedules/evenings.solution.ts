// Wanted: from Monday to Friday, at 18:30 by the clocks of Berlin,
// in winter and in summer.
export const schedule = {
  scheduleExpression: 'cron(30 18 ? * MON-FRI *)',
  scheduleExpressionTimezone: 'Europe/Berlin',
};
