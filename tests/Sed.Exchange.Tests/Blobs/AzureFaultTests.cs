using Azure;
using Azure.Identity;
using Sed.Exchange.Adapters.AzureBlobs;
using Sed.Exchange.Delivery.Blobs;
using Sed.Exchange.Tests.Doubles;

namespace Sed.Exchange.Tests.Blobs;

/// <summary>What answers and silences of the service mean, without a server; what it stores is tested on a real one (Scenarios).</summary>
public sealed class AzureFaultTests : IDisposable
{
    private const string Secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";

    private static readonly AzureBlobAccess Access = AzureBlobAccess.ConnectionString($"AccountName=a;AccountKey={Secret};BlobEndpoint=http://127.0.0.1:1/a;");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(404, "BlobNotFound", false, false)]
    [InlineData(412, "ConditionNotMet", false, false)]
    [InlineData(416, "InvalidRange", false, false)]
    [InlineData(404, "ContainerNotFound", true, true)]
    [InlineData(409, "ContainerBeingDeleted", true, true)]
    [InlineData(400, "Md5Mismatch", true, false)]
    [InlineData(400, "InvalidHeaderValue", true, false)]
    [InlineData(401, "NoAuthenticationInformation", true, false)]
    [InlineData(403, "AuthenticationFailed", true, false)]
    [InlineData(403, "AuthorizationPermissionMismatch", true, false)]
    [InlineData(408, "OperationTimedOut", true, false)]
    [InlineData(429, "TooManyRequests", true, false)]
    [InlineData(500, "InternalError", true, false)]
    [InlineData(503, "ServerBusy", true, false)]
    public void Only_missing_or_replaced_octets_are_not_transient(int status, string code, bool isTransient, bool isContainer)
    {
        var answer = new RequestFailedException(status, $"said with {Secret}", code, null);
        var fault = AzureFaults.Of("b", Access, answer);

        Assert.Equal(isTransient, fault.IsTransient);
        Assert.Equal(isTransient, fault.IsUnreachable);
        Assert.Equal(isContainer, AzureFaults.IsContainerMissing(answer));
        Assert.Contains(code, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(409, "BlobImmutableDueToPolicy")]
    [InlineData(412, "LeaseIdMissing")]
    public void What_keeps_one_blob_from_being_deleted_says_nothing_of_the_others(int status, string code)
    {
        var answer = new RequestFailedException(status, "said", code, null);
        Assert.False(AzureFaults.OfDeletion("b", Access, answer).IsTransient);
        Assert.True(AzureFaults.OfDeletion("b", Access, new RequestFailedException(409, "said", "ContainerBeingDeleted", null)).IsTransient);
        Assert.True(AzureFaults.OfDeletion("b", Access, new RequestFailedException(503, "said", "ServerBusy", null)).IsTransient);
    }

    [Fact]
    public void Octets_that_were_damaged_on_the_way_here_are_asked_for_again()
    {
        var damaged = new InvalidDataException("checksum mismatch");
        Assert.True(AzureFaults.IsFault(damaged, CancellationToken.None));
        Assert.True(AzureFaults.Of("b", Access, damaged).IsUnreachable);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(408, true)]
    [InlineData(409, true)]
    [InlineData(412, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(0, true)]
    public void A_commit_may_have_happened_unless_the_server_said_no(int status, bool may) =>
        Assert.Equal(may, AzureFaults.MayHaveHappened(new AggregateException(new RequestFailedException(status, "x"))));

    [Fact]
    public void An_identity_without_a_token_names_the_role_it_needs()
    {
        var access = AzureBlobAccess.ManagedIdentity(new Uri("https://a.blob.example"), null);
        var fault = AzureFaults.Of("b", access, new CredentialUnavailableException("no endpoint\nand much more"));

        Assert.True(fault.IsUnreachable);
        Assert.Contains("no endpoint", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("much more", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Storage Blob Data Contributor", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_callers_own_cancellation_is_not_a_fault()
    {
        Assert.False(AzureFaults.IsFault(new OperationCanceledException(), new CancellationToken(canceled: true)));
        Assert.True(AzureFaults.IsFault(new TaskCanceledException(), CancellationToken.None));
        Assert.False(AzureFaults.IsFault(new InvalidOperationException(), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AccountKey=" + Secret)]
    [InlineData("AccountName=a;AccountKey=" + Secret + "%%%;BlobEndpoint=http://127.0.0.1:1/a")]
    [InlineData(Secret)]
    public void A_connection_string_that_is_none_is_not_repeated(string text)
    {
        var malformed = Assert.Throws<FormatException>(() => AzureBlobAccess.ConnectionString(text));
        Assert.DoesNotContain(Secret, malformed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_unreachable_and_leaves_nothing_behind()
    {
        // Port 1 of loopback: nobody listens.
        using var store = AzureBlobStore.Open(Access, new AzureBlobOptions { Container = "c", Retries = 0 }, _folder.File("spool"));

        await Unreachable(() => store.CreateAsync("a", CancellationToken.None));
        await Unreachable(() => store.OpenAsync("a", CancellationToken.None));
        await Unreachable(() => store.DeleteAsync("a", CancellationToken.None));
        await Unreachable(() => store.FindObstacleAsync(makesContainer: true, CancellationToken.None));
        await Unreachable(async () =>
        {
            await foreach (var _ in store.ListAsync(CancellationToken.None)) Assert.Fail("There is nothing to list.");
        });
        Assert.False(await store.AnswersAsync(CancellationToken.None));
        Assert.Empty(Directory.GetFiles(_folder.File("spool")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.OpenAsync("a", new CancellationToken(canceled: true)));

        static async Task Unreachable(Func<Task> act)
        {
            var fault = await Assert.ThrowsAsync<BlobException>(act);
            Assert.True(fault.IsUnreachable);
            Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
        }
    }
}
