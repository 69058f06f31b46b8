/* Preloaded into the program: a swap of buffers that never returns while a file is there, as a broken driver's does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef void *(*find_t)(void *, const char *);
typedef unsigned (*egl_t)(void *, void *);
typedef void (*glx_t)(void *, unsigned long);

static egl_t real_egl;
static glx_t real_glx;

static void hang(void) {
    const char *file = getenv("CUECARD_HANG");
    while (file && access(file, F_OK) == 0) usleep(20000);
}

static unsigned egl(void *display, void *surface) {
    hang();
    return real_egl(display, surface);
}

static void glx(void *display, unsigned long drawable) {
    hang();
    real_glx(display, drawable);
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
    return found;
}
