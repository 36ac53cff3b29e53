// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

/** How many bytes an instruction takes (JVMS 6.5). */
final class BytecodeLength {
    static final int WIDE = 196;

    /** A digit for each instruction from 0 on; 0 for those that have no fixed length. */
    private static final String LENGTHS = "1".repeat(16) // constants
            + "23" // bipush, sipush
            + "233" // ldc, ldc_w, ldc2_w
            + "22222" // loads
            + "1".repeat(28)
            + "22222" // stores
            + "1".repeat(73) // up to lxor
            + "3" // iinc
            + "1".repeat(20) // conversions, comparisons
            + "3".repeat(16) // jumps
            + "2" // ret
            + "00" // tableswitch, lookupswitch
            + "111111" // returns
            + "3333333" // fields, invokevirtual, invokespecial, invokestatic
            + "55" // invokeinterface, invokedynamic
            + "323" // new, newarray, anewarray
            + "11" // arraylength, athrow
            + "33" // checkcast, instanceof
            + "11" // monitorenter, monitorexit
            + "0" // wide
            + "4" // multianewarray
            + "33" // ifnull, ifnonnull
            + "55"; // goto_w, jsr_w

    private BytecodeLength() {}

    /**
     * {@return its length in bytes}
     *
     * @throws IllegalArgumentException if there is no such instruction, or none of a fixed length
     */
    static int of(int opcode) {
        int length = opcode < LENGTHS.length() ? LENGTHS.charAt(opcode) - '0' : 0;
        if (length == 0) {
            throw new IllegalArgumentException("no instruction of a fixed length: opcode=" + opcode);
        }
        return length;
    }
}
