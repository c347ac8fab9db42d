using Microsoft.Extensions.Time.Testing;
using Sed.Exchange.Delivery;
using Sed.Exchange.Node.Api;
using Sed.Exchange.Node.Api.Uploads;

namespace Sed.Exchange.Tests.Downloads;

/// <summary>Who verifies large containers when.</summary>
public sealed class HeavyWorkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeavyWork _work;

    public HeavyWorkTests() => _work = new HeavyWork(_time, places: 2);

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task What_is_small_waits_for_nobody()
    {
        using var first = await EnterAsync("a");
        using var second = await EnterAsync("b");

        Assert.Null(await _work.EnterAsync("a", HeavyWork.Large - 1, HeavyWork.Patience, CancellationToken.None));
    }

    [Fact]
    public async Task A_client_has_one_place_and_leaves_the_other_to_others()
    {
        var first = await EnterAsync("a");
        var second = EnterAsync("a");
        Assert.False(second.IsCompleted);
        using var other = await EnterAsync("b");

        first!.Dispose();
        first.Dispose();
        using var later = await second;
    }

    [Fact]
    public async Task Clients_take_turns_however_many_questions_one_has()
    {
        using var others = await EnterAsync("x");
        var order = new List<string>();
        var first = await EnterAsync("a");
        var waiting = new List<Task>();
        foreach (var client in new[] { "a", "a", "a", "b" }) waiting.Add(WorkAsync(client));

        first!.Dispose();
        await Task.WhenAll(waiting);
        Assert.Equal("b", order[0]);

        async Task WorkAsync(string client)
        {
            using var place = await EnterAsync(client);
            order.Add(client);
        }
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_to_come_again_and_holds_nothing()
    {
        var first = await EnterAsync("a");
        var second = EnterAsync("a");
        _time.Advance(HeavyWork.Patience);
        Assert.Equal(ProblemCodes.Busy, (await Assert.ThrowsAsync<UploadException>(() => second)).Problem.Code);

        first!.Dispose();
        using var again = await EnterAsync("a");
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Who_has_brought_everything_waits_as_long_as_it_takes_or_he_likes()
    {
        using var first = await EnterAsync("a");
        using var gone = new CancellationTokenSource();
        var second = _work.EnterAsync("a", HeavyWork.Large, patience: null, gone.Token);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False(second.IsCompleted);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    private Task<IDisposable?> EnterAsync(string client) => _work.EnterAsync(client, HeavyWork.Large, HeavyWork.Patience, CancellationToken.None);
}
