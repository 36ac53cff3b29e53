// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives class files of Java 5 in a jar the stack map frames of Java 17. Run by the build.
 *
 * <p>ASM is published for Java 5. Such classes the JVM verifies by inference, in a library that it loads for them alone,
 * which takes several milliseconds of the application's start: {@code docs/benchmarks.md#start-up}.
 */
final class StackMapFrames {
    private StackMapFrames() {}

    /** Copies a jar; arguments: the jar, the copy, and the folder in it whose classes are rewritten. */
    public static void main(String[] args) throws IOException {
        Path jar = Path.of(args[0]);
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(Path.of(args[1]));
                ZipOutputStream out = new ZipOutputStream(file);
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (ZipEntry entry :
                    in.stream().toList()) { // in the order of the jar, so that the copy is the same every time
                byte[] content;
                try (InputStream from = in.getInputStream(entry)) {
                    content = from.readAllBytes();
                }
                boolean old =
                        entry.getName().startsWith(args[2]) && entry.getName().endsWith(".class");
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(old ? withFrames(content, loader) : content);
                out.closeEntry();
            }
        }
    }

    private static byte[] withFrames(byte[] classfile, ClassLoader loader) {
        ClassReader reader = new ClassReader(classfile);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return loader; // where common superclasses are looked up
            }
        };
        ClassVisitor forJava17 = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] types) {
                super.visit(Opcodes.V17, access, name, signature, parent, types);
            }
        };
        reader.accept(forJava17, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
