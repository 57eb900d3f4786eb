"""The control: without synchronous_mode the same fault does lose answers, or the tests of the cluster prove nothing."""

from __future__ import annotations

import sys
import threading

import pytest

from tests.long.cluster.rig import rig, stop_replication

pytestmark = pytest.mark.long

STALL_S = 2.5


def test_without_synchronous_mode_answers_are_lost_and_a_new_epoch_brings_them_back(capsys: pytest.CaptureFixture[str]) -> None:
    """What visitors were told is gone with the machine; the kiosks still have their letters, and offer them to a new epoch."""
    pause = threading.Event()
    with rig() as made:
        made.cluster.set(synchronous_mode=False, synchronous_mode_strict=False)
        made.cluster.wait_whole(synchronous=False)
        made.fleet.go()
        made.fleet.wait_for_acks(40)
        leader = made.cluster.leader()
        stop_replication(leader)
        before = made.fleet.acked()
        pause.wait(STALL_S)
        answered = made.fleet.acked() - before
        leader.kill()
        made.recovered(0.0)

        after_the_loss = made.reckon()

        assert answered > 0
        assert after_the_loss.lost
        assert after_the_loss.doubled == 0

        made.hubs.each[0].run("hub", "new-epoch")
        for kiosk in made.fleet.kiosks:
            kiosk.sign_up()
        after_the_epoch = made.reckon()

    assert not after_the_epoch.faults, after_the_epoch
    with capsys.disabled():
        sys.stdout.write(
            f"\n    without synchronous_mode: {len(after_the_loss.lost)} of {after_the_loss.acked} answered were lost "
        )
