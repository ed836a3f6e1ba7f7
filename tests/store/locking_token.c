/* SPDX-License-Identifier: Apache-2.0 */
/* A PKCS#11 library whose tokens lock themselves after two wrong PINs, as those in hardware do.
 *
 * All else is left to the library that LOGBOOK_TESTS_TOKEN names: its function list is handed on
 * with C_Login in it replaced (PKCS #11 v2.40, 3.6 and 5.6).
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned long rv;
typedef rv (*login_function)(unsigned long, unsigned long, unsigned char *, unsigned long);

enum { LOGIN = 18, FUNCTIONS = 68, PIN_INCORRECT = 0xA0, PIN_LOCKED = 0xA4, GENERAL_ERROR = 5 };
enum { MOST_TRIES = 2 };

struct function_list {
    struct { unsigned char major, minor; } version;
    void *functions[FUNCTIONS];
};

static struct function_list ours;
static login_function theirs;
static int tried;

static rv login(unsigned long session, unsigned long who, unsigned char *pin, unsigned long length)
{
    if (tried >= MOST_TRIES)
        return PIN_LOCKED;
    rv answer = theirs(session, who, pin, length);
    if (answer == PIN_INCORRECT)
        tried++;
    return answer;
}

rv C_GetFunctionList(struct function_list **list)
{
    struct function_list *found;
    rv (*get)(struct function_list **);
    void *library = dlopen(getenv("LOGBOOK_TESTS_TOKEN"), RTLD_NOW | RTLD_LOCAL);
    void *address = library == NULL ? NULL : dlsym(library, "C_GetFunctionList");
    if (address == NULL)
        return GENERAL_ERROR;
    memcpy(&get, &address, sizeof get);
    rv answer = get(&found);
    if (answer != 0)
        return answer;
    ours = *found;
    memcpy(&theirs, &ours.functions[LOGIN], sizeof theirs);
    login_function replaced = login;
    memcpy(&ours.functions[LOGIN], &replaced, sizeof replaced);
    *list = &ours;
    return 0;
}
