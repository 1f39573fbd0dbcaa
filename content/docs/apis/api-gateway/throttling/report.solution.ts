export const settings = {
  '/*/*/throttling/rateLimit': 100,
  '/*/*/throttling/burstLimit': 100,
  '/~1report/GET/throttling/rateLimit': 1,
  '/~1report/GET/throttling/burstLimit': 2,
};
