/**
 * A vCPU answers 100 requests a second, and 150 come. There are two nodes, and
 * there will be no third. Choose what a pod requests (thousandths of a vCPU) and
 * the use that the HPA keeps (percent of it).
 */
// 1.5 vCPUs of work at 60 % are 2.5 vCPUs of requests, in five pods.
export const cpu = 500;
export const targetCpu = 60;
