/** The special one before the general one. The lowest goes first. */
export const priorities = {
  // Whoever asks with POST.
  writers: 40,
  // The path /orders/*.
  orders: 30,
  // The path /orders/report.
  report: 20,
  // The host internal.example.com, whatever the path and the method.
  internal: 10,
};
