import { create } from "zustand";
import type { DesktopEvent } from "./api";

/** How far an import or a bulk edit is. */
export type Job = Extract<DesktopEvent, { job: unknown }>["job"];

const useJobs = create<{ jobs: Record<string, Job> }>()(() => ({ jobs: {} }));

export function reportJob(job: Job): void {
  useJobs.setState(({ jobs }) => ({ jobs: { ...jobs, [job.id]: job } }));
}

/** The job with this id as last reported, or undefined before its first report. */
export function useJob(id: string): Job | undefined {
  return useJobs((state) => state.jobs[id]);
}

/** The jobs that go on now. */
export function useRunningJobs(): Job[] {
  const jobs = useJobs((state) => state.jobs);
  return Object.values(jobs).filter((job) => !job.finished);
}
