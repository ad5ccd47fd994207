using PrivacyGate.Run.Options;

namespace PrivacyGate.Cli.Tests;

public class DeadlineTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void Time_runs_from_the_moment_the_deadline_is_made()
    {
        using var budget = new Deadline(clock, TimeSpan.FromSeconds(10));
        clock.Advance(4);
        using var time = budget.Share(1);

        clock.Advance(5.9);
        Assert.False(time.IsOver);
        clock.Advance(.1);

        Assert.True(time.IsOver);
        Assert.True(time.Ending.IsCancellationRequested);
    }

    [Fact]
    public void Each_model_may_take_an_even_part_of_what_those_before_it_left()
    {
        using var budget = new Deadline(clock, TimeSpan.FromSeconds(30));
        using var first = budget.Share(3);
        clock.Advance(2);
        Assert.False(first.IsOver);

        using var second = budget.Share(2);
        clock.Advance(13.9);
        Assert.True(first.IsOver);
        Assert.False(second.IsOver);
        clock.Advance(.1);
        Assert.True(second.IsOver);

        using var third = budget.Share(1);
        clock.Advance(13.9);
        Assert.False(third.IsOver);
        clock.Advance(.1);
        Assert.True(third.IsOver);
    }

    [Fact]
    public void Gathering_ends_before_the_time_so_that_what_was_gathered_can_be_judged()
    {
        using var time = new Deadline(clock, TimeSpan.FromSeconds(10));

        clock.Advance(9);

        Assert.True(time.Gathering.IsCancellationRequested);
        Assert.False(time.GatheringEnding.IsCancellationRequested);
        clock.Advance(.5);
        Assert.True(time.GatheringEnding.IsCancellationRequested);
        Assert.False(time.Ending.IsCancellationRequested);
    }

    [Fact]
    public void A_model_whose_turn_comes_too_late_has_no_time()
    {
        using var budget = new Deadline(clock, TimeSpan.FromSeconds(10));
        clock.Advance(11);

        using var time = budget.Share(1);

        Assert.True(time.IsOver);
        Assert.True(time.Gathering.IsCancellationRequested);
    }

    [Fact]
    public void Without_a_limit_time_is_never_over()
    {
        using var time = new Deadline(clock, null);

        clock.Advance(1e6);

        Assert.False(time.IsOver || time.Gathering.IsCancellationRequested || time.Ending.IsCancellationRequested);
    }

    [Fact]
    public void A_run_that_the_user_stops_is_not_one_whose_time_is_over()
    {
        using var user = new CancellationTokenSource();
        using var time = new Deadline(clock, TimeSpan.FromSeconds(10), user.Token);

        user.Cancel();
        clock.Advance(20);

        Assert.False(time.IsOver);
        Assert.True(time.Ending.IsCancellationRequested);
    }
}
