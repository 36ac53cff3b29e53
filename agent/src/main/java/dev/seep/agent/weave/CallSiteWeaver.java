// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a label around the calls in application classes that may allocate, as the classes are loaded and in those loaded
 * already. Classes of JDK modules are left alone.
 *
 * <p>Thread-safe. A class that cannot be woven is left as it was, and added to the {@link NotWovenClasses}.
 */
public final class CallSiteWeaver implements ClassFileTransformer {
    /*
     * Implementation notes
     *
     * Every class that the application loads passes here, so that nothing is done for one that has no such call, but for a
     * look at its constant pool; parsing each class with ASM would add a third to the time that loading takes. What
     * comes after that look is in classes of its own, which are not loaded before the first candidate.
     */
    private static final @Nullable ClassLoader OWN = CallSiteWeaver.class.getClassLoader();

    private final List<CallSitePattern> patterns;
    /** Accessors that JDK 17 makes for reflection, in no module of the JDK: what they call stays without a label. */
    private static final String REFLECTION = "jdk/internal/reflect/";

    private final ConstantPoolScan scan;
    private final Kinds kinds;
    private final CallSites callSites;
    private final NotWovenClasses notWoven;
    private volatile @Nullable CandidateWeaver candidateWeaver;

    /**
     * Makes a weaver.
     *
     * @param patterns the catalogue, see {@link CallSiteCatalogue#forJdk}
     * @param kinds where the ids of the patterns' kinds are, before the first class is woven
     * @param callSites where calls get their ids
     * @param notWoven told of classes that cannot be woven
     */
    public CallSiteWeaver(List<CallSitePattern> patterns, Kinds kinds, CallSites callSites, NotWovenClasses notWoven) {
        this.patterns = patterns;
        scan = new ConstantPoolScan(patterns);
        this.kinds = kinds;
        this.callSites = callSites;
        this.notWoven = notWoven;
    }

    /** Starts weaving. */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        retransformLoaded(instrumentation);
    }

    /** Stops weaving and takes the labels out again. */
    public void uninstall(Instrumentation instrumentation) {
        instrumentation.removeTransformer(this);
        retransformLoaded(instrumentation);
    }

    private void retransformLoaded(Instrumentation instrumentation) {
        new LoadedCandidates(patterns, notWoven).retransform(instrumentation);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classfile) {
        if (className == null || className.startsWith(REFLECTION) || !isWovenIn(module, loader)) {
            return null;
        }
        try {
            if (!scan.isCandidate(classfile)) {
                return null;
            }
            return candidateWeaver().weave(loader, className, classfile);
        } catch (Throwable t) { // the JVM would swallow it and nobody would know
            notWoven.add(className, String.valueOf(t));
            return null;
        }
    }

    /** {@return whether calls are woven in classes of that module and loader} */
    static boolean isWovenIn(@Nullable Module module, @Nullable ClassLoader loader) {
        if (loader == OWN) {
            return false;
        }
        String name = module == null ? null : module.getName();
        return name == null || !(name.startsWith("java.") || name.startsWith("jdk."));
    }

    /** Made on first use: two threads may make one each, which does no harm. */
    private CandidateWeaver candidateWeaver() {
        CandidateWeaver known = candidateWeaver;
        if (known == null) {
            known = new CandidateWeaver(patterns, kinds, callSites, notWoven);
            candidateWeaver = known;
        }
        return known;
    }
}
