/* Preloaded into the program, each as long as a file is there:
 * a swap of buffers that never returns, as a broken driver's does (CUECARD_HANG);
 * one that fails, as a driver's does that has lost its context, after as many as the file says (CUECARD_BAD_SWAP);
 * a context that cannot be made the current one, likewise (CUECARD_BAD_CURRENT);
 * no GLX, so that EGL is used on X11 as well (CUECARD_NO_GLX);
 * no way to the X server (CUECARD_NO_SCREEN);
 * a kill that does nothing, as for a process that waits in a driver (CUECARD_NO_KILL);
 * no helper process (CUECARD_NO_HELPER);
 * a disk that takes six seconds until something is on it (CUECARD_SLOW_DISK). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

typedef void *(*find_t)(void *, const char *);
typedef unsigned (*egl_t)(void *, void *);
typedef void (*glx_t)(void *, unsigned long);
typedef unsigned (*egl_current_t)(void *, void *, void *, void *);
typedef int (*glx_current_t)(void *, unsigned long, unsigned long, void *);
typedef int (*egl_error_t)(void);

static egl_t real_egl;
static glx_t real_glx;
static egl_current_t real_egl_current;
static glx_current_t real_glx_current;
static egl_error_t real_egl_error;
static int egl_lost;

static int there(const char *name) {
    const char *file = getenv(name);
    return file && access(file, F_OK) == 0;
}

static void hang(void) {
    while (there("CUECARD_HANG")) usleep(20000);
}

static int fails(const char *name, int *calls) {
    const char *path = getenv(name);
    FILE *file = path ? fopen(path, "r") : NULL;
    int after = 0;
    if (!file) return 0;
    if (fscanf(file, "%d", &after) != 1) after = 0;
    fclose(file);
    return (*calls)++ >= after;
}

static int swaps, currents;

static unsigned egl(void *display, void *surface) {
    hang();
    if (!fails("CUECARD_BAD_SWAP", &swaps)) return real_egl(display, surface);
    egl_lost = 1;
    return 0;
}

static int egl_error(void) {
    if (!egl_lost) return real_egl_error();
    egl_lost = 0;
    return 0x300E; /* EGL_CONTEXT_LOST */
}

static unsigned egl_current(void *display, void *draw, void *read, void *context) {
    if (!context || !fails("CUECARD_BAD_CURRENT", &currents)) return real_egl_current(display, draw, read, context);
    egl_lost = 1;
    return 0;
}

/* The server's answer to a request that it cannot do: it has no memory for it. */
static void error_of_x(void *display) {
    struct { int type; void *display; unsigned long resource, serial; unsigned char code, request, minor; } error = {0};
    typedef int (*handler_t)(void *, void *);
    void *x11 = dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
    handler_t (*set)(handler_t) = x11 ? (handler_t (*)(handler_t))dlsym(x11, "XSetErrorHandler") : NULL;
    handler_t handler = set ? set(NULL) : NULL;
    if (!handler) return;
    set(handler);
    error.display = display;
    error.code = 11; /* BadAlloc */
    handler(display, &error);
}

static void glx(void *display, unsigned long drawable) {
    hang();
    if (fails("CUECARD_BAD_SWAP", &swaps)) error_of_x(display);
    else real_glx(display, drawable);
}

static int glx_current(void *display, unsigned long draw, unsigned long read, void *context) {
    if (!context || !fails("CUECARD_BAD_CURRENT", &currents)) return real_glx_current(display, draw, read, context);
    error_of_x(display);
    return 0;
}

void *dlopen(const char *name, int how) {
    static void *(*real)(const char *, int);
    if (!real) real = dlsym(RTLD_NEXT, "dlopen");
    if (name && strstr(name, "libGL.so") && there("CUECARD_NO_GLX")) return NULL;
    return real(name, how);
}

void *dlsym(void *library, const char *name) {
    static find_t real;
    if (!real) real = (find_t)dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    void *found = real(library, name);
    if (found && strcmp(name, "eglSwapBuffers") == 0) {
        real_egl = (egl_t)found;
        return (void *)egl;
    }
    if (found && strcmp(name, "glXSwapBuffers") == 0) {
        real_glx = (glx_t)found;
        return (void *)glx;
    }
    if (found && strcmp(name, "eglMakeCurrent") == 0) {
        real_egl_current = (egl_current_t)found;
        return (void *)egl_current;
    }
    if (found && strcmp(name, "glXMakeContextCurrent") == 0) {
        real_glx_current = (glx_current_t)found;
        return (void *)glx_current;
    }
    if (found && strcmp(name, "eglGetError") == 0) {
        real_egl_error = (egl_error_t)found;
        return (void *)egl_error;
    }
    return found;
}

int connect(int socket, const struct sockaddr *to, socklen_t length) {
    static int (*real)(int, const struct sockaddr *, socklen_t);
    if (!real) real = dlsym(RTLD_NEXT, "connect");
    const struct sockaddr_un *name = (const void *)to;
    /* The name may begin with a zero. */
    if (to && to->sa_family == AF_UNIX && length > 16 && memmem(name->sun_path, length - 2, ".X11-unix", 9) &&
        there("CUECARD_NO_SCREEN")) {
        errno = ECONNREFUSED;
        return -1;
    }
    return real(socket, to, length);
}

static void wait_for_disk(void) {
    for (int waited = 0; waited < 300 && there("CUECARD_SLOW_DISK"); waited++) usleep(20000);
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    wait_for_disk();
    return real(file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    wait_for_disk();
    return real(file);
}

int kill(pid_t process, int number) {
    static int (*real)(pid_t, int);
    if (!real) real = dlsym(RTLD_NEXT, "kill");
    return number == SIGKILL && there("CUECARD_NO_KILL") ? 0 : real(process, number);
}

static int is_helper(char *const words[]) {
    return words && words[0] && words[1] && strcmp(words[1], "helper") == 0 && there("CUECARD_NO_HELPER");
}

int posix_spawnp(pid_t *process, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *how,
                 char *const words[], char *const settings[]) {
    static int (*real)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[],
                       char *const[]);
    if (!real) real = dlsym(RTLD_NEXT, "posix_spawnp");
    return is_helper(words) ? EAGAIN : real(process, file, actions, how, words, settings);
}

int execvp(const char *file, char *const words[]) {
    static int (*real)(const char *, char *const[]);
    if (!real) real = dlsym(RTLD_NEXT, "execvp");
    if (is_helper(words)) {
        errno = EAGAIN;
        return -1;
    }
    return real(file, words);
}
