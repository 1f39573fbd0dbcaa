/** How a value is compared with a static threshold, and how AWS words it. */
const words = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/**
 * The operators of static thresholds; three more belong to anomaly detection.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export type StaticOperator = keyof typeof words;

/** Whether a text names an operator of static thresholds. */
export function isStaticOperator(text: string): text is StaticOperator {
  return Object.hasOwn(words, text);
}

/** `greater than`, as in "was greater than the threshold". */
export function wordsOf(operator: StaticOperator): string {
  return words[operator];
}

/** Whether a value violates the threshold. */
export function breaches(value: number, operator: StaticOperator, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}
