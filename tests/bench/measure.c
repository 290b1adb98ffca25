/*
 * Runs one command and says what it cost: measure REPORT SECONDS COMMAND [ARGUMENT...]
 *
 * REPORT gets one line: exit code (124 after SECONDS, 128 + n after signal n), user, system and wall seconds, peak KiB.
 * A program of its own because a child's peak memory starts at that of the process it was forked from: behind a
 * scripting language nothing would measure below its ten megabytes.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile pid_t child;
static volatile sig_atomic_t stopped;

/* The child leads a process group of its own, so that its helpers end with it. */
static void stop(int number)
{
    stopped = number;
    if (child > 0)
        kill(-child, SIGKILL);
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int exit_code(int status)
{
    if (stopped == SIGALRM)
        return 124;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    struct timespec start, end;
    struct rusage used;
    int status;
    FILE *report;

    if (argc < 4) {
        fprintf(stderr, "usage: measure REPORT SECONDS COMMAND [ARGUMENT...]\n");
        return 2;
    }
    signal(SIGALRM, stop);
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    clock_gettime(CLOCK_MONOTONIC, &start);
    child = fork();
    if (child < 0) {
        perror("measure: fork");
        return 1;
    }
    if (child == 0) {
        setpgid(0, 0);
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    setpgid(child, child);
    alarm((unsigned)atoi(argv[2]));
    while (wait4(child, &status, 0, &used) < 0)
        ;
    clock_gettime(CLOCK_MONOTONIC, &end);
    report = fopen(argv[1], "w");
    if (report == NULL) {
        perror(argv[1]);
        return 1;
    }
    fprintf(report, "%d %.6f %.6f %.6f %ld\n", exit_code(status), seconds(used.ru_utime), seconds(used.ru_stime),
            (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9, used.ru_maxrss);
    return fclose(report) == 0 ? 0 : 1;
}
