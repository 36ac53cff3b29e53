// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNamesTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.Foo, com.acme.Foo",
        "com.acme.Foo$1, com.acme.Foo$1",
        "com.acme.ProxyServer7, com.acme.ProxyServer7",
        "com.acme.Foo$$Lambda/0x00007f3a5c001234, com.acme.Foo$$Lambda/*",
        "com.acme.Foo$$Lambda$14/0x0000000800c03000, com.acme.Foo$$Lambda/*",
        "java.lang.invoke.LambdaForm$MH/0x0000000800c03000, java.lang.invoke.LambdaForm$MH/*",
        "jdk.proxy2.$Proxy12, jdk.proxy*.$Proxy*",
        "com.sun.proxy.$Proxy3, com.sun.proxy.$Proxy*",
        "jdk.internal.reflect.GeneratedMethodAccessor12, jdk.internal.reflect.GeneratedMethodAccessor*",
        "com.acme.Foo$$EnhancerBySpringCGLIB$$abc123, com.acme.Foo$$EnhancerBySpringCGLIB$$*",
        "com.acme.Foo$$SpringCGLIB$$0, com.acme.Foo$$SpringCGLIB$$*",
        "com.acme.Foo$MockitoMock$123, com.acme.Foo$MockitoMock$*",
        "com.acme.Foo$HibernateProxy$aB3dE, com.acme.Foo$HibernateProxy$*",
        "com.acme.Foo_$$_jvst4a2_1f, com.acme.Foo_$$_jvst*"
    })
    void className_ofGeneratedClass_losesWhatDiffersFromRunToRun(String name, String expected) {
        assertThat(FrameNames.className(name)).isEqualTo(expected);
    }
}
