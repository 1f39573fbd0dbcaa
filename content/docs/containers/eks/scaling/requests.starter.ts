/**
 * A vCPU answers 100 requests a second, and 150 come. There are two nodes, and
 * there will be no third. Choose what a pod requests (thousandths of a vCPU) and
 * the use that the HPA keeps (percent of it).
 */
export const cpu = 1000;
export const targetCpu = 50;
