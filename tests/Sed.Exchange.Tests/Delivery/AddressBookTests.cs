using Sed.Exchange.Containers.Envelopes;
using Sed.Exchange.Packages.Sev;
using static Sed.Exchange.Tests.Delivery.VirtualRegion;

namespace Sed.Exchange.Tests.Delivery;

/// <summary>Messages of synchronisation go through the region like documents: nothing is owed about them, and they are nobody's reports.</summary>
public sealed class AddressBookTests
{
    [Fact]
    public async Task A_synchronisation_goes_out_and_its_report_comes_back()
    {
        var region = await OpenAsync();
        var book = VirtualMail.AddressBook(Government, Efremov);
        var sent = (await VirtualMail.SendAsync(region.Tula, book, Government)).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var taken = Assert.Single(await region.EfremovNode.TakeAllAsync(Efremov));
        Assert.Equal(EnvelopeKind.Document, taken.Container.Kind);
        Assert.Equal("Синхронизация адресных книг", sent.Subject);

        var answer = (await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.AddressBookTaken(book, Efremov, Government), Efremov)).Container;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(answer.MessageId, Assert.Single(await region.Tula.TakeAllAsync(Government)).Container.MessageId);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Accepted tula", "Delivered efremov", "Collected efremov"], await region.Tula.TimelineAsync(sent.MessageId, Efremov));
        Assert.Equal(["Accepted efremov", "Delivered tula", "Collected tula"], await region.EfremovNode.TimelineAsync(answer.MessageId, Government));
        foreach (var node in region.Nodes) Assert.Empty(await node.ReadAsync(journal => journal.AllSubscriptions().ToList()));
    }

    [Fact]
    public async Task Its_report_never_goes_into_the_timeline_of_a_document_with_the_same_return_code()
    {
        var region = await OpenAsync();
        var letter = VirtualMail.Document(Government, [Efremov], SevSubscriptions.Everything(30));
        var message = (await VirtualMail.SendAsync(region.Tula, letter, Government)).Container.MessageId;
        await region.RunAsync(TimeSpan.FromMinutes(1));
        var book = VirtualMail.AddressBook(Government, Efremov);
        book = book with { Header = book.Header with { ReturnId = letter.Header.ReturnId } };
        await VirtualMail.SendAsync(region.EfremovNode, VirtualMail.AddressBookTaken(book, Efremov, Government), Efremov);
        await region.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["Accepted tula", "Delivered efremov"], await region.Tula.TimelineAsync(message, Efremov));
    }
}
