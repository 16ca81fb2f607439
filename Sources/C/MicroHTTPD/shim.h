// What Swift cannot import of libmicrohttpd: variadic functions and values behind macros.
#pragma once
#include <stdarg.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <microhttpd.h>

static inline struct MHD_Daemon *cmhd_start(unsigned int flags,
                                            MHD_AcceptPolicyCallback accept, void *acceptContext,
                                            MHD_AccessHandlerCallback handler, void *context,
                                            struct MHD_OptionItem *options) {
    return MHD_start_daemon(flags, 0, accept, acceptContext, handler, context,
                            MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

static inline void *cmhd_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static inline int cmhd_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static inline size_t cmhd_header_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

static inline void cmhd_log_nothing(void *context, const char *format, va_list values) {
    (void)context, (void)format, (void)values;
}

static inline struct MHD_OptionItem cmhd_option_silent(void) {
    struct MHD_OptionItem item = {
        MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)&cmhd_log_nothing, NULL};
    return item;
}

static inline struct MHD_OptionItem cmhd_option_connection_changed(MHD_NotifyConnectionCallback f,
                                                                   void *context) {
    struct MHD_OptionItem item = {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)f, context};
    return item;
}

static inline struct MHD_OptionItem cmhd_option_request_completed(MHD_RequestCompletedCallback f,
                                                                  void *context) {
    struct MHD_OptionItem item = {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)f, context};
    return item;
}

static inline struct MHD_OptionItem cmhd_option_request_began(
    void *(*f)(void *, const char *, struct MHD_Connection *), void *context) {
    struct MHD_OptionItem item = {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)f, context};
    return item;
}

static inline struct MHD_OptionItem cmhd_option_unescape(
    size_t (*f)(void *, struct MHD_Connection *, char *)) {
    struct MHD_OptionItem item = {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)f, NULL};
    return item;
}

static inline struct MHD_OptionItem cmhd_option_certificate(void *f) {
    struct MHD_OptionItem item = {MHD_OPTION_HTTPS_CERT_CALLBACK, 0, f};
    return item;
}

static inline struct MHD_OptionItem cmhd_option_priorities(const char *priorities) {
    struct MHD_OptionItem item = {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)priorities};
    return item;
}
