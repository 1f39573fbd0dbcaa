/** Docker in three honest models: what a build keeps, what a host shares, what an image needs. */
export type { Build, BuildStep, Instruction } from './build.ts';
export { Container, SIGKILLED, SIGTERMED, type RunOptions } from './container.ts';
export { DockerHost, imageIndex, type DockerHostOptions, type Transfer } from './docker-host.ts';
export type { ContainerImage, ImageIndex, ImageRepository, Layer, Platform } from './image.ts';
