package org.downloadtoken.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line for each member that joins or leaves. Hazelcast logs many, of which most are consequences. */
final class MembershipLog implements MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipLog.class);

    private MembershipLog() {}

    static void start(Cluster cluster) {
        if (cluster.getMembers().size() == 1) {
            LOG.warn(
                    "No other member of the cluster was found; this instance looks for them every {} s",
                    HazelcastConfig.MERGE_SECONDS);
        }
        cluster.addMembershipListener(new MembershipLog());
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        LOG.info(
                "Member {} has joined the cluster; members: {}",
                address(event),
                event.getMembers().size());
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        LOG.warn(
                "Member {} has left the cluster; members: {}",
                address(event),
                event.getMembers().size());
    }

    private static String address(MembershipEvent event) {
        Member member = event.getMember();
        return member.getAddress().getHost() + ":" + member.getAddress().getPort();
    }
}
