/** Your turn: in which order are the rules looked at? The lowest goes first. */
export const priorities = {
  // Whoever asks with POST.
  writers: 1,
  // The path /orders/*.
  orders: 2,
  // The path /orders/report.
  report: 3,
  // The host internal.example.com, whatever the path and the method.
  internal: 4,
};
