// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts class paths together from what is on that of this JVM, however that was given. */
public final class ClassPath {
    private ClassPath() {}

    /**
     * {@return the class path with the programs, and the jars or folders that have these resources}
     *
     * @throws IllegalStateException if there is none
     */
    public static String of(List<String> resources) throws IOException {
        Set<String> entries = new LinkedHashSet<>();
        entries.add(ChildJvm.programsOnly());
        for (String resource : resources) {
            URL url = ClassPath.class.getClassLoader().getResource(resource);
            if (url == null) {
                throw new IllegalStateException("not on the class path: resource=" + resource);
            }
            entries.add(entry(url, resource));
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String entry(URL url, String resource) throws IOException {
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI()).toString();
            }
            String location = url.toURI().toString();
            return Path.of(URI.create(location.substring(0, location.length() - resource.length())))
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no place on the class path: resource=" + resource, e);
        }
    }
}
