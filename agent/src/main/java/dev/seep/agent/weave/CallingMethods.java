// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Finds the methods of a class that have a call to be labelled, so that all others are copied as they are. */
final class CallingMethods {
    /*
     * Implementation notes
     *
     * Goes from instruction to instruction and looks at calls only. Parsing the methods does the same, but by the largest
     * method that ASM has: it got hot with some dozens of classes, and the JIT took half a second of processor time
     * to compile it. Offsets are those of the class file format (JVMS 4.4 to 4.7).
     */
    private static final int FIELD_OR_METHOD = 8; // bytes before the attributes
    private static final int ATTRIBUTE = 6; // bytes before what it says
    private static final int CODE = 8; // bytes of the attribute before the instructions
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int METHOD_HANDLE = 15;
    private static final int INVOKE_DYNAMIC = 18;

    private final ClassReader reader;
    private final CallLabels labels;
    private final char[] buffer;
    private final boolean[] meant; // by index in the constant pool: methods, their handles, and calls that link to such
    private final Set<String> found = new HashSet<>();

    private CallingMethods(ClassReader reader, CallLabels labels) {
        this.reader = reader;
        this.labels = labels;
        buffer = new char[reader.getMaxStringLength()];
        meant = new boolean[reader.getItemCount()];
    }

    /**
     * {@return name and descriptor in one of each such method; perhaps of one that turns out to have no such call}
     *
     * @throws RuntimeException if this is no class file
     */
    static Set<String> of(ClassReader reader, CallLabels labels) {
        CallingMethods methods = new CallingMethods(reader, labels);
        if (methods.findMeant()) {
            methods.visitMembers();
        }
        return methods.found;
    }

    private boolean findMeant() {
        String className = reader.getClassName();
        boolean any = false;
        for (int i = 1; i < meant.length; i++) {
            int item = reader.getItem(i);
            int tag = item == 0 ? 0 : reader.readByte(item - 1); // 0 behind a long or a double
            if (tag == METHOD || tag == INTERFACE_METHOD) {
                int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
                meant[i] = labels.isMeant(
                        className,
                        reader.readClass(item, buffer),
                        reader.readUTF8(nameAndType, buffer),
                        reader.readUTF8(nameAndType + 2, buffer));
                any |= meant[i];
            }
        }
        return any;
    }

    private void visitMembers() {
        int fields = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
        int methods = fields + 2;
        for (int left = reader.readUnsignedShort(fields); left > 0; left--) {
            methods = endOfMember(methods);
        }
        int attributes = methods + 2;
        for (int left = reader.readUnsignedShort(methods); left > 0; left--) {
            attributes = endOfMember(attributes);
        }
        if (findMeantHandles()) {
            visitBootstrapMethods(attributes);
        }
        int method = methods + 2;
        for (int left = reader.readUnsignedShort(methods); left > 0; left--) {
            visitMethod(method);
            method = endOfMember(method);
        }
    }

    private int endOfMember(int member) {
        int attribute = member + FIELD_OR_METHOD;
        for (int left = reader.readUnsignedShort(member + FIELD_OR_METHOD - 2); left > 0; left--) {
            attribute = endOfAttribute(attribute);
        }
        return attribute;
    }

    private int endOfAttribute(int attribute) {
        return attribute + ATTRIBUTE + reader.readInt(attribute + 2);
    }

    private boolean findMeantHandles() {
        boolean any = false;
        for (int i = 1; i < meant.length; i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == METHOD_HANDLE) {
                meant[i] = meant[reader.readUnsignedShort(item + 1)];
                any |= meant[i];
            }
        }
        return any;
    }

    /** Finds the calls that link to a method that is meant: method references, for the greatest part. */
    private void visitBootstrapMethods(int attributes) {
        int attribute = attributes + 2;
        for (int left = reader.readUnsignedShort(attributes); left > 0; left--) {
            if (reader.readUTF8(attribute, buffer).equals("BootstrapMethods")) {
                boolean[] linksToMeant = linksToMeant(attribute + ATTRIBUTE);
                for (int i = 1; i < meant.length; i++) {
                    int item = reader.getItem(i);
                    if (item != 0 && reader.readByte(item - 1) == INVOKE_DYNAMIC) {
                        meant[i] = linksToMeant[reader.readUnsignedShort(item)];
                    }
                }
            }
            attribute = endOfAttribute(attribute);
        }
    }

    private boolean[] linksToMeant(int bootstrapMethods) {
        boolean[] links = new boolean[reader.readUnsignedShort(bootstrapMethods)];
        int at = bootstrapMethods + 2;
        for (int i = 0; i < links.length; i++) {
            int arguments = reader.readUnsignedShort(at + 2);
            at += 4;
            for (int left = arguments; left > 0; left--) {
                links[i] |= meant[reader.readUnsignedShort(at)];
                at += 2;
            }
        }
        return links;
    }

    private void visitMethod(int method) {
        int attribute = method + FIELD_OR_METHOD;
        for (int left = reader.readUnsignedShort(method + FIELD_OR_METHOD - 2); left > 0; left--) {
            if (reader.readUTF8(attribute, buffer).equals("Code") && hasCall(attribute + ATTRIBUTE)) {
                found.add(reader.readUTF8(method + 2, buffer) + reader.readUTF8(method + 4, buffer));
            }
            attribute = endOfAttribute(attribute);
        }
    }

    private boolean hasCall(int code) {
        int first = code + CODE;
        int end = first + reader.readInt(code + 4);
        int at = first;
        while (at < end) {
            int opcode = reader.readByte(at);
            if (opcode >= Opcodes.INVOKEVIRTUAL
                    && opcode <= Opcodes.INVOKEDYNAMIC
                    && meant[reader.readUnsignedShort(at + 1)]) {
                return true;
            }
            at += switch (opcode) {
                case Opcodes.TABLESWITCH -> tableSwitchLength(at, first);
                case Opcodes.LOOKUPSWITCH -> lookupSwitchLength(at, first);
                case BytecodeLength.WIDE -> reader.readByte(at + 1) == Opcodes.IINC ? 6 : 4;
                default -> BytecodeLength.of(opcode);
            };
        }
        return false;
    }

    private int tableSwitchLength(int at, int first) {
        int operands = operandsOfSwitch(at, first);
        long cases = (long) reader.readInt(operands + 8) - reader.readInt(operands + 4) + 1;
        return switchLength(operands + 12 - at, 4, cases);
    }

    private int lookupSwitchLength(int at, int first) {
        int operands = operandsOfSwitch(at, first);
        return switchLength(operands + 8 - at, 8, reader.readInt(operands + 4));
    }

    private static int switchLength(int bytesBefore, int bytesOfCase, long cases) {
        if (cases < 0) {
            throw new IllegalArgumentException("a switch with fewer than no cases: " + cases);
        }
        return Math.toIntExact(bytesBefore + bytesOfCase * cases);
    }

    /** {@return where they begin: at the next multiple of four bytes, counted from the first instruction} */
    private static int operandsOfSwitch(int at, int first) {
        return first + (at - first & ~3) + 4;
    }
}
